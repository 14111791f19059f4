"""XML that comes from anyone, read without entities, network or document type."""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element as Element


def parsed(content: bytes) -> Element:
    """The root of an XML text; what is not well formed is read as far as it goes.

    Raises:
        ValueError: when there is no element in it.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    if root is None:
        raise ValueError("no element")
    return root

"""The query language in one table, at the end of the help of a command that takes a query."""

from __future__ import annotations

import click

from ptce_corpus.cli.language import tr

EXAMPLES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("mutualisation emploi",), "both words, in any of their forms (--match any: either, more is better)"),
    (("emploi OU chômage",), "either word; OR says the same"),
    (("emploi -stage", "emploi SAUF stage"), "the first word without the second; NOT says the same"),
    (("(emploi OU travail) ET local",), "groups; ET or AND joins; operators stand in capitals"),
    (('"coopération économique"', "« coopération économique »"), "the words in this order"),
    (('"emploi territoire"~5',), "the words in any order, with at most 5 others among them"),
    (("mutual*",), "words that begin so (2 letters at least)"),
    (("coopration~", "coopration~2"), "words spelt nearly so: one edit, or two"),
    (("=économie", '="économie sociale"'), "this very form: no inflection, accents count"),
    (("titre:emploi", "titre:(emploi OU travail)"), "in the title"),
    (("personne:Kerboul", 'org:"Laiterie du Port"', "lieu:Brest"), "passages that mention them"),
    (("auteur:Kerboul",), "what somebody says"),
    (("theme:emploi", "type:communiqué"), "documents of a theme (word or number) or kind"),
    (("brut:Pdles",), "a word as it was read, where repair changed it"),
    (("date:2014", "date:2013..2015"), "documents of that time"),
    (("depuis:2014-07", "avant:2016", "depuis:juillet 2014"), "from a month on, before a year; dates in French too"),
)
"""What to write, and what it finds. Each example is a query by itself."""


class QueryCommand(click.Command):
    """A command whose help ends with the query language."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table, and what becomes of a wrong query."""
        with formatter.section("Query language"):
            formatter.write_dl([("  ".join(written), told) for written, told in EXAMPLES], col_max=34)
        formatter.write_paragraph()
        formatter.write_text(tr("A wrong query is told with every fault at its place; nothing of it is dropped."))
        super().format_epilog(ctx, formatter)

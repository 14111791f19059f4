"""What a reader fixed by hand among the annotations of a document, made anew at each build."""

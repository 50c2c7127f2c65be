"""The demo court's own content, as its departments would hand it in. Everybody in it is made up."""

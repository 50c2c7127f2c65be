"""The clerk's commands by subject; `content.__main__` puts them together."""

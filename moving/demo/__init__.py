"""The demo site: readable files in fixtures/, pictures drawn by code, and the loader of both."""

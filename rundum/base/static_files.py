"""Static files as the server delivers them: named by their content, so that browsers may keep them for good."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Also rewrites the imports between our ES modules, which Django leaves alone by default."""

    support_js_module_import_aggregation = True

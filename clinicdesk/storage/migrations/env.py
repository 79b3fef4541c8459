"""Runs the migrations on the connection that the caller opened, inside the caller's one transaction."""

from alembic import context

from clinicdesk.storage.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
context.run_migrations()

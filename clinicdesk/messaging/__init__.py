"""Messages to patients: wordings, channels, links and mail drafts; nothing here sends anything."""

"""The clinic's one file: tables, transactions, repositories, backups and the check of it all."""

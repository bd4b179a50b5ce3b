-- A launch that is told twice counts once.
ALTER TABLE images ADD COLUMN failed_launches text[] NOT NULL DEFAULT '{}';

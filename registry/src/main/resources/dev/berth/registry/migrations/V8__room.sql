-- The room in the account's vCPU quota that a host has: taken before its instance is asked for. Only wider than before.

-- The instance type that it is for; null: none. A host that is settled without it has that of its instance.
ALTER TABLE hosts ADD COLUMN room_for text;

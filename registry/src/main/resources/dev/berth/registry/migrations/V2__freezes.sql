-- Regions in which nothing is launched or taken away until an operator thaws them. '*' is every region.
CREATE TABLE freezes (
  region    text PRIMARY KEY,
  actor     text NOT NULL,
  reason    text NOT NULL,
  frozen_at timestamptz NOT NULL DEFAULT now()
);

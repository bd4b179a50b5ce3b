-- Images that Berth bakes, and the hosts that it bakes and proves them with. Only wider than before.

-- What was baked of which inputs. The AMI's name is made of the id, and the id of a hash of the inputs.
CREATE TABLE images (
  id           text PRIMARY KEY,
  region       text NOT NULL,
  base_image   text NOT NULL, -- the AMI that it was baked from
  core_image   text NOT NULL, -- the container image that is on it, with its tag
  digest       text NOT NULL, -- what that tag meant then
  docker       text NOT NULL, -- the package that was installed
  scripts      text NOT NULL, -- hash of the scripts that made and proved it
  edition      integer NOT NULL CHECK (edition >= 1), -- counts bakes of the same inputs: one that grew old is baked again
  state        text NOT NULL CHECK (state IN ('baking', 'available', 'failed', 'retiring', 'retired')),
  current      boolean NOT NULL DEFAULT false, -- what the region's next hosts boot from
  ami_id       text UNIQUE,
  content      text, -- the id of the container image that was found on it
  failures     integer NOT NULL DEFAULT 0 CHECK (failures >= 0), -- launches that failed in a row
  demoted_at   timestamptz, -- when it was found unfit by itself
  operation_id text,        -- the operation that works on it, or was the last to
  created_at   timestamptz NOT NULL DEFAULT now(),
  baked_at     timestamptz,
  CHECK (state <> 'available' OR (ami_id IS NOT NULL AND baked_at IS NOT NULL)),
  CHECK (NOT current OR state = 'available')
);
CREATE UNIQUE INDEX images_current ON images (region) WHERE current;

-- A host that an image is baked or proved on: no core is placed on it, and it boots from this AMI, whatever is current.
ALTER TABLE hosts ADD COLUMN bakes text REFERENCES images (id);
ALTER TABLE hosts ADD COLUMN boots text;
ALTER TABLE hosts ADD CONSTRAINT hosts_bakes CHECK ((bakes IS NULL) = (boots IS NULL));
CREATE INDEX hosts_of_image ON hosts (image_id);
CREATE INDEX hosts_bakes ON hosts (bakes) WHERE bakes IS NOT NULL;

ALTER TABLE operations DROP CONSTRAINT operations_kind_check;
ALTER TABLE operations ADD CONSTRAINT operations_kind_check
  CHECK (kind IN ('deploy-core', 'launch-host', 'retire-host', 'sweep', 'replace-host', 'bake-image', 'retire-image'));

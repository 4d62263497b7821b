-- The application's own tables. Those of the library are made by the library.
CREATE TABLE IF NOT EXISTS sheets (
    job_id      uuid PRIMARY KEY,
    person      varchar(100) NOT NULL,
    received_at timestamp(6) with time zone NOT NULL
);

CREATE TABLE IF NOT EXISTS headlines (
    job_id uuid PRIMARY KEY,
    text   varchar(500) NOT NULL
);

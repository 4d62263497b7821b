-- Analysis Jobs, schema version 1, for H2 2.2 and later. Every statement commits by itself, so each leaves alone what is
-- there, and the script can be run again after it broke off.
-- To run it by hand: with SET SCHEMA to the schema; with a table prefix, put it before "analysis_" in every name of a table,
-- constraint and index.

CREATE TABLE IF NOT EXISTS analysis_schema_version (
    version          integer                     NOT NULL,
    min_code_version integer                     NOT NULL,
    script           varchar(200)                NOT NULL,
    installed_at     timestamp(6) with time zone NOT NULL,
    CONSTRAINT pk_analysis_schema_version PRIMARY KEY (version)
);

CREATE TABLE IF NOT EXISTS analysis_jobs (
    job_id           uuid                        NOT NULL,
    analysis_type    varchar(100)                NOT NULL,
    type_version     varchar(100)                NOT NULL,
    subject_id       varchar(400)                NOT NULL,
    status           varchar(20)                 NOT NULL,
    priority         integer                     NOT NULL,
    input            clob                        NOT NULL,
    fingerprint      varchar(64)                 NOT NULL,
    input_hash       varchar(64)                 NOT NULL,
    active_key       varchar(64),
    attempts         integer                     NOT NULL,
    max_attempts     integer                     NOT NULL,
    operator_retries integer                     NOT NULL,
    run_at           timestamp(6) with time zone NOT NULL,
    deadline_at      timestamp(6) with time zone NOT NULL,
    lease_owner      varchar(200),
    lease_token      bigint                      NOT NULL,
    lease_until      timestamp(6) with time zone,
    result_id        uuid,
    failure_code     varchar(40),
    error_message    varchar(2000),
    checkpoint       clob,
    created_at       timestamp(6) with time zone NOT NULL,
    started_at       timestamp(6) with time zone,
    completed_at     timestamp(6) with time zone,
    context          varchar(2000),
    -- Where the job stands in the order of claims: each point of priority is a head start of one minute.
    claim_rank       timestamp(6) with time zone GENERATED ALWAYS AS (DATEADD(MINUTE, -priority, run_at)),
    CONSTRAINT pk_analysis_jobs PRIMARY KEY (job_id),
    CONSTRAINT uq_analysis_jobs_active_key UNIQUE (active_key),
    CONSTRAINT ck_analysis_jobs_status
        CHECK (status IN ('pending', 'processing', 'completed', 'failed', 'cancelled')),
    CONSTRAINT ck_analysis_jobs_completed_at
        CHECK ((completed_at IS NOT NULL) = (status IN ('completed', 'failed', 'cancelled'))),
    CONSTRAINT ck_analysis_jobs_lease
        CHECK ((lease_owner IS NOT NULL) = (status = 'processing') AND (lease_until IS NOT NULL) = (status = 'processing')),
    CONSTRAINT ck_analysis_jobs_claimed
        CHECK (status <> 'processing' OR (started_at IS NOT NULL AND attempts >= 1 AND lease_token >= 1)),
    CONSTRAINT ck_analysis_jobs_result
        CHECK ((result_id IS NOT NULL) = (status = 'completed')),
    CONSTRAINT ck_analysis_jobs_failure
        CHECK ((failure_code IS NOT NULL) = (status = 'failed') AND (error_message IS NOT NULL) = (status = 'failed')),
    CONSTRAINT ck_analysis_jobs_failure_code
        CHECK (REGEXP_LIKE(failure_code, '^[A-Z][A-Z0-9_]{0,39}$')),
    CONSTRAINT ck_analysis_jobs_error_message
        CHECK (REGEXP_LIKE(error_message, '\S')),
    CONSTRAINT ck_analysis_jobs_attempts
        CHECK (attempts BETWEEN 0 AND max_attempts),
    CONSTRAINT ck_analysis_jobs_priority
        CHECK (priority BETWEEN -1000 AND 1000),
    CONSTRAINT ck_analysis_jobs_counters
        CHECK (max_attempts >= 1 AND lease_token >= 0 AND operator_retries >= 0),
    CONSTRAINT ck_analysis_jobs_active_key
        CHECK (active_key IS NULL OR status IN ('pending', 'processing', 'completed')),
    CONSTRAINT ck_analysis_jobs_hashes
        CHECK (CHAR_LENGTH(fingerprint) = 64 AND CHAR_LENGTH(input_hash) = 64
            AND (active_key IS NULL OR CHAR_LENGTH(active_key) = 64))
);

CREATE INDEX IF NOT EXISTS ix_analysis_jobs_claim ON analysis_jobs (status, analysis_type, claim_rank, job_id, run_at);

CREATE INDEX IF NOT EXISTS ix_analysis_jobs_deadline ON analysis_jobs (status, deadline_at);

CREATE INDEX IF NOT EXISTS ix_analysis_jobs_processing ON analysis_jobs (status, job_id, analysis_type);

CREATE INDEX IF NOT EXISTS ix_analysis_jobs_created ON analysis_jobs (created_at, job_id);

CREATE INDEX IF NOT EXISTS ix_analysis_jobs_subject ON analysis_jobs (subject_id, created_at, job_id);

CREATE INDEX IF NOT EXISTS ix_analysis_jobs_failed ON analysis_jobs (failure_code, created_at, job_id);

CREATE INDEX IF NOT EXISTS ix_analysis_jobs_ended ON analysis_jobs (analysis_type, status, completed_at);

-- The output is there: not null, not blank, not the JSON null.
CREATE TABLE IF NOT EXISTS analysis_results (
    result_id     uuid                        NOT NULL,
    job_id        uuid                        NOT NULL,
    output        clob                        NOT NULL,
    created_at    timestamp(6) with time zone NOT NULL,
    attempt       integer                     NOT NULL,
    lease_token   bigint                      NOT NULL,
    started_at    timestamp(6) with time zone NOT NULL,
    request_id    varchar(200),
    http_status   integer,
    finish_reason varchar(200),
    tokens_in     bigint,
    tokens_out    bigint,
    calls         integer                     NOT NULL,
    CONSTRAINT pk_analysis_results PRIMARY KEY (result_id),
    CONSTRAINT uq_analysis_results_job UNIQUE (job_id),
    CONSTRAINT uq_analysis_results_pair UNIQUE (job_id, result_id),
    CONSTRAINT fk_analysis_results_job FOREIGN KEY (job_id) REFERENCES analysis_jobs (job_id) ON DELETE CASCADE,
    CONSTRAINT ck_analysis_results_output CHECK (NOT REGEXP_LIKE(output, '^\s*(null\s*)?$')),
    CONSTRAINT ck_analysis_results_attempt CHECK (attempt >= 1 AND lease_token >= 1)
);

-- A completed job refers to its own result and to no other job's.
ALTER TABLE analysis_jobs
    ADD CONSTRAINT IF NOT EXISTS fk_analysis_jobs_result
    FOREIGN KEY (job_id, result_id) REFERENCES analysis_results (job_id, result_id);

CREATE TABLE IF NOT EXISTS analysis_attempts (
    job_id          uuid                        NOT NULL,
    attempt         integer                     NOT NULL,
    lease_token     bigint                      NOT NULL,
    node            varchar(200)                NOT NULL,
    started_at      timestamp(6) with time zone NOT NULL,
    ended_at        timestamp(6) with time zone NOT NULL,
    outcome         varchar(20)                 NOT NULL,
    failure_code    varchar(40)                 NOT NULL,
    message         varchar(2000)               NOT NULL,
    violations      clob,
    rejected_output clob,
    request_id      varchar(200),
    http_status     integer,
    finish_reason   varchar(200),
    tokens_in       bigint,
    tokens_out      bigint,
    calls           integer                     NOT NULL,
    CONSTRAINT pk_analysis_attempts PRIMARY KEY (job_id, lease_token),
    CONSTRAINT fk_analysis_attempts_job FOREIGN KEY (job_id) REFERENCES analysis_jobs (job_id) ON DELETE CASCADE,
    CONSTRAINT ck_analysis_attempts_outcome
        CHECK (outcome IN ('retried', 'gave_up', 'put_back', 'lease_expired', 'cancelled', 'found_incomplete')),
    CONSTRAINT ck_analysis_attempts_failure_code CHECK (REGEXP_LIKE(failure_code, '^[A-Z][A-Z0-9_]{0,39}$')),
    CONSTRAINT ck_analysis_attempts_attempt CHECK (attempt >= 1 AND lease_token >= 1)
);

-- An outbox. A job ends once per start by submit or operator, so it has one notice of a kind for each.
CREATE TABLE IF NOT EXISTS analysis_notices (
    notice_id        uuid                        NOT NULL,
    kind             varchar(40)                 NOT NULL,
    job_id           uuid,
    operator_retries integer,
    analysis_type    varchar(100)                NOT NULL,
    subject_id       varchar(400),
    failure_code     varchar(40),
    message          varchar(2000),
    state            varchar(20)                 NOT NULL,
    deliveries       integer                     NOT NULL,
    delivered_to     varchar(4000)               NOT NULL,
    last_error       varchar(2000),
    due_at           timestamp(6) with time zone NOT NULL,
    created_at       timestamp(6) with time zone NOT NULL,
    settled_at       timestamp(6) with time zone,
    CONSTRAINT pk_analysis_notices PRIMARY KEY (notice_id),
    CONSTRAINT uq_analysis_notices_end UNIQUE (job_id, kind, operator_retries),
    CONSTRAINT ck_analysis_notices_kind
        CHECK (kind IN ('JOB_COMPLETED', 'JOB_FAILED', 'RESULT_INCOMPLETE', 'TYPE_PAUSED', 'ALERT_RAISED', 'ALERT_CLEARED')),
    CONSTRAINT ck_analysis_notices_state
        CHECK (state IN ('pending', 'delivered', 'parked')),
    CONSTRAINT ck_analysis_notices_settled_at
        CHECK ((settled_at IS NOT NULL) = (state IN ('delivered', 'parked'))),
    CONSTRAINT ck_analysis_notices_failure
        CHECK ((failure_code IS NULL) = (kind = 'JOB_COMPLETED') AND (message IS NULL) = (kind = 'JOB_COMPLETED')),
    CONSTRAINT ck_analysis_notices_failure_code CHECK (REGEXP_LIKE(failure_code, '^[A-Z][A-Z0-9_]{0,39}$')),
    CONSTRAINT ck_analysis_notices_deliveries CHECK (deliveries >= 0)
);

CREATE INDEX IF NOT EXISTS ix_analysis_notices_pending ON analysis_notices (state, created_at, notice_id);

-- What the library mended, kept even when the job is deleted.
CREATE TABLE IF NOT EXISTS analysis_repairs (
    repair_id    uuid                        NOT NULL,
    job_id       uuid                        NOT NULL,
    result_id    uuid,
    event        varchar(40)                 NOT NULL,
    node         varchar(200)                NOT NULL,
    failure_code varchar(40)                 NOT NULL,
    message      varchar(2000)               NOT NULL,
    repaired_at  timestamp(6) with time zone NOT NULL,
    CONSTRAINT pk_analysis_repairs PRIMARY KEY (repair_id)
);

CREATE INDEX IF NOT EXISTS ix_analysis_repairs_job ON analysis_repairs (job_id);

CREATE INDEX IF NOT EXISTS ix_analysis_repairs_repaired ON analysis_repairs (repaired_at);

-- The type '*' stands for all types; no end means until resumed by hand.
CREATE TABLE IF NOT EXISTS analysis_pauses (
    analysis_type varchar(100)                NOT NULL,
    reason        varchar(2000)               NOT NULL,
    paused_at     timestamp(6) with time zone NOT NULL,
    paused_until  timestamp(6) with time zone,
    CONSTRAINT pk_analysis_pauses PRIMARY KEY (analysis_type)
);

-- What alerts were raised for, one row for each incident; open until it is cleared.
CREATE TABLE IF NOT EXISTS analysis_alerts (
    alert_rule varchar(40)                 NOT NULL,
    alert_key  varchar(100)                NOT NULL,
    message    varchar(2000)               NOT NULL,
    raised_at  timestamp(6) with time zone NOT NULL,
    seen_at    timestamp(6) with time zone NOT NULL,
    cleared_at timestamp(6) with time zone,
    CONSTRAINT pk_analysis_alerts PRIMARY KEY (alert_rule, alert_key)
);

-- What is kept of the types that are limited across nodes: when the next start would come if all came evenly. A claim under a
-- limit locks the row of its type.
CREATE TABLE IF NOT EXISTS analysis_limits (
    analysis_type varchar(100)                NOT NULL,
    next_at       timestamp(6) with time zone NOT NULL,
    CONSTRAINT pk_analysis_limits PRIMARY KEY (analysis_type)
);

INSERT INTO analysis_schema_version (version, min_code_version, script, installed_at)
    SELECT 1, 1, 'V1__create.sql', CURRENT_TIMESTAMP(6)
    WHERE NOT EXISTS (SELECT 1 FROM analysis_schema_version WHERE version = 1);

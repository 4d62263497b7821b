package dev.analysisjobs.spring.jpa;

import org.hibernate.boot.model.TypeContributions;
import org.hibernate.boot.model.TypeContributor;
import org.hibernate.dialect.MySQLDialect;
import org.hibernate.engine.jdbc.spi.JdbcServices;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.jdbc.spi.JdbcTypeRegistry;

/**
 * Tell Hibernate how the store keeps ids: as the database's own UUID, on MariaDB and MySQL as text. Hibernate finds it by itself.
 *
 * @since 0.1
 */
public final class StoredIdType implements TypeContributor {
    /** Far from the codes of JDBC and of Hibernate. */
    static final int CODE = 746_001;

    @Override
    public void contribute(TypeContributions contributions, ServiceRegistry services) {
        JdbcTypeRegistry types = contributions.getTypeConfiguration().getJdbcTypeRegistry();
        boolean asText = services.requireService(JdbcServices.class).getDialect() instanceof MySQLDialect;
        types.addDescriptor(CODE, types.getDescriptor(asText ? SqlTypes.CHAR : SqlTypes.UUID));
    }
}

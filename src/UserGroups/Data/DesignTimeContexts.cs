using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace UserGroups.Data;

/// <summary>Lets the ef tool build the SQLite model without starting the site.</summary>
public sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteAppDbContext>
{
    public SqliteAppDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqliteAppDbContext>();
        DataModule.UseSqlite(options, "Data Source=:memory:");
        return new SqliteAppDbContext(options.Options);
    }
}

/// <summary>Lets the ef tool build the SQL Server model without a server.</summary>
public sealed class SqlServerDesignTime : IDesignTimeDbContextFactory<SqlServerAppDbContext>
{
    public SqlServerAppDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqlServerAppDbContext>();
        DataModule.UseSqlServer(options, "Server=localhost;Database=UserGroups;Integrated Security=true;TrustServerCertificate=true", null);
        return new SqlServerAppDbContext(options.Options);
    }
}

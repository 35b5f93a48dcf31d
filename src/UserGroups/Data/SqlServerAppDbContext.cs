using Microsoft.EntityFrameworkCore;

namespace UserGroups.Data;

/// <summary>For more than one web node. The server itself puts writers in order.</summary>
public sealed class SqlServerAppDbContext(DbContextOptions<SqlServerAppDbContext> options) : AppDbContext(options);

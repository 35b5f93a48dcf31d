using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace UserGroups.Data;

/// <summary>Times are UTC in code and in the database; a local time that slips in is a mistake in the code, not data.</summary>
public sealed class UtcDateTimeConverter() : ValueConverter<DateTime, DateTime>(
    value => ToDatabase(value),
    value => DateTime.SpecifyKind(value, DateTimeKind.Utc))
{
    // Not private: the prepared model (Models/Sqlite) calls it.
    internal static DateTime ToDatabase(DateTime value) =>
        value.Kind == DateTimeKind.Utc
            ? value
            : throw new InvalidOperationException($"The time {value:O} is not marked as UTC.");
}

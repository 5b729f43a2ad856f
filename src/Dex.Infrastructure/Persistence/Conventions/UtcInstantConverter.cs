using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Dex.Infrastructure.Persistence.Conventions;

/// <summary>An instant as UTC date and time: it sorts and compares in every database, whatever offset it was written with.</summary>
internal sealed class UtcInstantConverter() : ValueConverter<DateTimeOffset, DateTime>(
    instant => instant.UtcDateTime,
    stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));

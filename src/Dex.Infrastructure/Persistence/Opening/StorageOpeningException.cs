namespace Dex.Infrastructure.Persistence.Opening;

/// <summary>Storage cannot be opened as configured. The message tells the operator what to change; start-up prints it and exits.</summary>
public sealed class StorageOpeningException(string message, Exception? inner = null) : Exception(message, inner);

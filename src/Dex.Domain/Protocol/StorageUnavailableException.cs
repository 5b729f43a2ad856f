namespace Dex.Domain.Protocol;

/// <summary>The database does not answer. Stores throw it for every failure of the connection; the doors answer 503 with <c>Retry-After</c>.</summary>
public sealed class StorageUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

namespace Dex.Domain.Scopes;

/// <summary>The <c>scope</c> parameter as a list.</summary>
public static class ScopeList
{
    /// <summary>Splits on any Unicode white space; empty parts are dropped, order and repetitions are kept.</summary>
    public static IReadOnlyList<string> Parse(string? scope) =>
        string.IsNullOrEmpty(scope) ? [] : scope.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}

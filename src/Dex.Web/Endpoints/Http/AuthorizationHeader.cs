namespace Dex.Web.Endpoints.Http;

/// <summary>The Authorization header as dex reads it: of several lines the first.</summary>
internal static class AuthorizationHeader
{
    /// <summary>Null when absent.</summary>
    public static string? Of(HttpRequest request) => request.Headers.Authorization is [var first, ..] ? first : null;
}

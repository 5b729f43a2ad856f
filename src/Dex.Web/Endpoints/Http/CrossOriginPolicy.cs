using System.Collections.Frozen;
using System.Globalization;

namespace Dex.Web.Endpoints.Http;

/// <summary><c>web.allowedOrigins</c> and <c>web.allowedHeaders</c>. No origin at all: CORS is off.</summary>
internal sealed record CrossOriginSettings(IReadOnlyList<string> Origins, IReadOnlyList<string> Headers);

/// <summary>Cross-origin resource sharing for the endpoints that browsers call, exactly as dex does it (protocol 1.2).</summary>
internal sealed class CrossOriginPolicy(CrossOriginSettings settings)
{
    private static readonly FrozenSet<string> Simple =
        new[] { "Accept", "Accept-Language", "Content-Language", "Origin" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly FrozenSet<string> _origins = settings.Origins.ToFrozenSet(StringComparer.Ordinal);
    private readonly FrozenSet<string> _headers = settings.Headers.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private bool AllowsAll => _origins.Contains("*");

    /// <summary>Adds the headers of an actual request, or answers a preflight: true when there is nothing left to do.</summary>
    public bool Answer(HttpContext context)
    {
        if (_origins.Count == 0)
        {
            return false;
        }

        var isOptions = context.Request.Method == "OPTIONS";
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length == 0 || !(AllowsAll || _origins.Contains(origin)))
        {
            return isOptions;
        }

        if (isOptions)
        {
            context.Response.StatusCode = Preflight(context, origin);
            return true;
        }

        AllowOrigin(context, origin);
        return false;
    }

    private int Preflight(HttpContext context, string origin)
    {
        var method = context.Request.Headers.AccessControlRequestMethod.ToString();
        if (method.Length == 0)
        {
            return StatusCodes.Status400BadRequest;
        }

        if (method is not ("GET" or "HEAD" or "POST"))
        {
            return StatusCodes.Status405MethodNotAllowed;
        }

        var requested = context.Request.Headers.AccessControlRequestHeaders.ToString()
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(header => !Simple.Contains(header))
            .ToList();
        if (!requested.TrueForAll(_headers.Contains))
        {
            return StatusCodes.Status403Forbidden;
        }

        if (requested.Count > 0)
        {
            context.Response.Headers.AccessControlAllowHeaders = string.Join(',', requested.Select(Canonical));
        }

        AllowOrigin(context, origin);
        return StatusCodes.Status200OK;
    }

    private void AllowOrigin(HttpContext context, string origin)
    {
        context.Response.Headers.AccessControlAllowOrigin = AllowsAll ? "*" : origin;
        if (!AllowsAll && _origins.Count > 1)
        {
            context.Response.Headers.Vary = "Origin";
        }
    }

    private static string Canonical(string header) =>
        string.Join('-', header.Split('-').Select(word => word.Length == 0 ? word : char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..].ToLowerInvariant()));
}

using System.Buffers;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Microsoft.Net.Http.Headers;

namespace Dex.Web.Endpoints.Http;

/// <summary>Reads a posted form as dex does (protocol 0.5): a body of another type counts as empty, a malformed one is an error.</summary>
internal static class FormReader
{
    /// <summary>Bytes of a body; more than any honest request needs.</summary>
    public const int Limit = 64 * 1024;

    private const string FormType = "application/x-www-form-urlencoded";

    public static async ValueTask<Result<FormParameters>> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.QueryString.HasValue && !IsWellFormed(request.QueryString.Value!))
        {
            return Malformed("a query without semicolons and broken escapes");
        }

        if (request.ContentType is { Length: > 0 } contentType)
        {
            if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !HasWellFormedParameters(type))
            {
                return Malformed(FormType, contentType);
            }

            if (!type.MediaType.Equals(FormType, StringComparison.OrdinalIgnoreCase))
            {
                return Keep(request, FormParameters.Empty);
            }
        }
        else
        {
            return Keep(request, FormParameters.Empty);
        }

        if (request.ContentLength > Limit)
        {
            return TooLarge(request.ContentLength.Value);
        }

        return await ReadBodyAsync(request, ct);
    }

    private static async ValueTask<Result<FormParameters>> ReadBodyAsync(HttpRequest request, CancellationToken ct)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(ct);
            if (read.Buffer.Length > Limit)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return TooLarge(read.Buffer.Length);
            }

            if (read.IsCompleted)
            {
                var form = read.Buffer.IsSingleSegment ? FormParameters.TryParse(read.Buffer.FirstSpan) : FormParameters.TryParse(read.Buffer.ToArray());
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return form is null ? Malformed("a form without semicolons and broken escapes") : Keep(request, form);
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    // For the record of a refusal, should it come to one.
    private static Result<FormParameters> Keep(HttpRequest request, FormParameters form)
    {
        RequestIdentity.Of(request.HttpContext).Form = form;
        return form;
    }

    // The framework lets a parameter pass that has no value or stands twice; Go, whose rules dex follows, does not.
    private static bool HasWellFormedParameters(MediaTypeHeaderValue type) =>
        type.Parameters.All(parameter => parameter.Value.HasValue)
        && type.Parameters.DistinctBy(parameter => parameter.Name.ToString(), StringComparer.OrdinalIgnoreCase).Count() == type.Parameters.Count;

    private static bool IsWellFormed(string query) => FormParameters.TryParse(System.Text.Encoding.UTF8.GetBytes(query[1..])) is not null;

    private static OAuthError Malformed(string expected, string received = "") => new(RefusalRules.RequestMalformedForm, "", expected, received);

    private static OAuthError TooLarge(long bytes) =>
        new(RefusalRules.RequestTooLarge, "The request body is too large.", $"at most {Limit} bytes", $"{bytes} bytes or more");
}

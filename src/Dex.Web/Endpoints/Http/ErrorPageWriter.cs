using Dex.Web.Endpoints.Pages;
using Dex.Web.Login;
using Microsoft.AspNetCore.WebUtilities;

namespace Dex.Web.Endpoints.Http;

/// <summary>The HTML page for a failure that a person may see: status, phrase, one sentence, the trace number; never a cause.</summary>
internal sealed class ErrorPageWriter(PageWriter pages)
{
    /// <summary>Says what usually is to be said of the status.</summary>
    public Task WriteAsync(HttpContext context, int status) => WriteAsync(context, status, status < StatusCodes.Status500InternalServerError
        ? "The server cannot make sense of what it was asked. Nothing is wrong with your account."
        : "The server cannot answer this at the moment. Nothing is wrong with your account.");

    /// <param name="message">One sentence that repeats nothing of the request and names no internal failure.</param>
    /// <param name="advice">What to do about it; empty says what usually helps.</param>
    /// <param name="againUrl">Where one signs in again; empty shows no button.</param>
    public Task WriteAsync(HttpContext context, int status, string message, string advice = "", string againUrl = "")
    {
        // Tells the console's own headers that this page brings all of its own.
        context.Items[typeof(ErrorPageWriter)] = true;
        return pages.WriteAsync<ErrorPage>(context, status, new Dictionary<string, object?>
        {
            [nameof(ErrorPage.Status)] = status,
            [nameof(ErrorPage.Phrase)] = ReasonPhrases.GetReasonPhrase(status),
            [nameof(ErrorPage.Message)] = message,
            [nameof(ErrorPage.Advice)] = advice,
            [nameof(ErrorPage.AgainUrl)] = againUrl,
            [nameof(ErrorPage.RequestId)] = context.Features.Get<RequestIdentity>()?.Id ?? "",
        });
    }
}

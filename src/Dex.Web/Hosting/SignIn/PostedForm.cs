using Microsoft.AspNetCore.Antiforgery;

namespace Dex.Web.Hosting.SignIn;

/// <summary>The forms of the console's static pages.</summary>
internal static class PostedForm
{
    private const string Type = "application/x-www-form-urlencoded";
    private const int Limit = 16 * 1024;

    /// <summary>Sends the browser on by GET, whatever it posted (RFC 9700 section 4.12).</summary>
    /// <param name="path">Relative to the console.</param>
    public static void SendOn(HttpContext context, string path)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = context.Request.PathBase + path;
    }

    /// <summary>True when a page of ours was posted; false for everything else, however broken.</summary>
    public static async Task<bool> IsOursAsync(HttpContext context, IAntiforgery antiforgery)
    {
        var request = context.Request;
        if (request.ContentType?.Split(';')[0].Trim().Equals(Type, StringComparison.OrdinalIgnoreCase) != true || request.ContentLength is null or > Limit)
        {
            return false;
        }

        try
        {
            await request.ReadFormAsync(context.RequestAborted);
            return await antiforgery.IsRequestValidAsync(context);
        }
        catch (Exception failure) when (failure is InvalidDataException or BadHttpRequestException or IOException or NotSupportedException
            or ArgumentException or AntiforgeryValidationException)
        {
            return false;
        }
    }
}

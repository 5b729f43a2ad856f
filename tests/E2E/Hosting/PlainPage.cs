using System.Text.Encodings.Web;

namespace Dex.Tests.E2E.Hosting;

/// <summary>The markup of the suite's own sites: sound, accessible, in light and dark, and without anything from elsewhere.</summary>
internal static class PlainPage
{
    public const string Style =
        """
        body { background: #fff; color: #111 }
        @media (prefers-color-scheme: dark) { body { background: #111; color: #eee } a { color: #9bf } }
        """;

    /// <param name="body">Markup under the heading.</param>
    /// <param name="script">The address of a script; empty for none.</param>
    public static string Of(string heading, string body, string script = "") =>
        $"""
        <!doctype html>
        <html lang="en">
          <head>
            <title>{Text(heading)}</title><meta name="viewport" content="width=device-width">
            <link rel="icon" href="data:,"><link rel="stylesheet" href="/style.css">
          </head>
          <body><main><h1>{Text(heading)}</h1>{body}</main>{(script.Length > 0 ? $"<script src=\"{script}\"></script>" : "")}</body>
        </html>
        """;

    public static string Text(string text) => HtmlEncoder.Default.Encode(text);
}

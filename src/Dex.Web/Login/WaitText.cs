namespace Dex.Web.Login;

/// <summary>How long somebody has to wait, in words, never less than it is.</summary>
internal static class WaitText
{
    public static string Of(TimeSpan wait) => wait.TotalSeconds < 90
        ? $"{Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))} seconds"
        : $"{(int)Math.Ceiling(wait.TotalMinutes)} minutes";
}

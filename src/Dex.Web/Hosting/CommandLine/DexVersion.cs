using System.Reflection;
using System.Runtime.InteropServices;

namespace Dex.Web.Hosting.CommandLine;

/// <summary>The version of this build: the same string wherever one is reported.</summary>
public static class DexVersion
{
    /// <summary>DEV when the build states none.</summary>
    public static string Current { get; } = Read();

    /// <summary>Three lines; programs read the first.</summary>
    public static string Report =>
        $"Dex Version: {Current}\n.NET Version: {Environment.Version}\n.NET Runtime: {RuntimeInformation.RuntimeIdentifier}";

    /// <summary>The build adds the commit behind a plus sign, which is no part of the version.</summary>
    private static string Read()
    {
        var stated = typeof(DexVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        var version = stated.Split('+')[0];
        return version.Length > 0 ? version : "DEV";
    }
}

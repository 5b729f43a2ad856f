namespace Dex.Web.Components.Parts;

/// <summary>How a machine asks for its token, in five languages, without a library where the language allows it.</summary>
public static class TokenSnippets
{
    /// <summary>What stands for a secret that is not known here; a shell puts the variable in its place.</summary>
    public const string Placeholder = "$SECRET";

    /// <summary>
    /// The samples for one client. <paramref name="secret"/> stays the placeholder unless the secret is a published sample.
    /// <paramref name="scope"/> may be null.
    /// </summary>
    public static IReadOnlyList<CodeSample> ClientCredentials(string tokenEndpoint, string clientId, string secret = Placeholder, string? scope = null)
    {
        ArgumentNullException.ThrowIfNull(tokenEndpoint);
        ArgumentNullException.ThrowIfNull(clientId);
        ArgumentNullException.ThrowIfNull(secret);

        // Both halves of a Basic header are form-encoded before they are joined (RFC 6749 section 2.3.1).
        var basicId = Uri.EscapeDataString(clientId);
        var basicSecret = secret == Placeholder ? secret : Uri.EscapeDataString(secret);
        var psScope = scope is null ? "" : $"; scope = {Quoted.PowerShell(scope)}";
        var csScope = scope is null ? "" : $", [\"scope\"] = {Quoted.Code(scope)}";
        var goScope = scope is null ? "" : $", \"scope\": {{{Quoted.Code(scope)}}}";
        var pyScope = scope is null ? "" : $", \"scope\": {Quoted.Code(scope)}";
        var address = Quoted.Code(tokenEndpoint);
        return
        [
            new("curl", $"curl -u {User(basicId, basicSecret)} \\\n  -d grant_type=client_credentials \\\n{CurlScope(scope)}  {Quoted.Shell(tokenEndpoint, ":/")}"),
            new("PowerShell",
                $"$pair = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes({Quoted.PowerShell($"{basicId}:{basicSecret}")}))\n"
                + $"Invoke-RestMethod {(Quoted.Shell(tokenEndpoint, ":/") == tokenEndpoint ? tokenEndpoint : Quoted.PowerShell(tokenEndpoint))} -Method Post `\n"
                + "  -Headers @{ Authorization = \"Basic $pair\" } `\n"
                + $"  -Body @{{ grant_type = 'client_credentials'{psScope} }}"),
            new("C#",
                "using var http = new HttpClient();\n"
                + $"var answer = await http.PostAsync({address}, new FormUrlEncodedContent(new Dictionary<string, string>\n"
                + "{\n"
                + $"    [\"grant_type\"] = \"client_credentials\"{csScope},\n"
                + $"    [\"client_id\"] = {Quoted.Code(clientId)}, [\"client_secret\"] = {Quoted.Code(secret)},\n"
                + "}));\n"
                + "Console.WriteLine(await answer.Content.ReadAsStringAsync());"),
            new("Go",
                $"request, _ := http.NewRequest(\"POST\", {address}, strings.NewReader(url.Values{{\n"
                + $"  \"grant_type\": {{\"client_credentials\"}}{goScope}}}.Encode()))\n"
                + $"request.SetBasicAuth({Quoted.Code(basicId)}, {Quoted.Code(basicSecret)})\n"
                + "request.Header.Set(\"Content-Type\", \"application/x-www-form-urlencoded\")\n"
                + "answer, err := http.DefaultClient.Do(request)"),
            new("Python",
                "import requests\n"
                + $"answer = requests.post({address},\n"
                + $"    auth=({Quoted.Code(basicId)}, {Quoted.Code(basicSecret)}),\n"
                + $"    data={{\"grant_type\": \"client_credentials\"{pyScope}}})\n"
                + "print(answer.json())"),
        ];
    }

    private static string User(string id, string secret) => secret == Placeholder
        ? $"{Quoted.Shell(id)}:{secret}"
        : Quoted.Shell($"{id}:{secret}", ":");

    // curl sends -d as it is written; what has a meaning in a form it must encode.
    private static string CurlScope(string? scope) => scope switch
    {
        null => "",
        _ when Quoted.Shell(scope, " :/") == scope => $"  -d scope='{scope}' \\\n",
        _ => $"  --data-urlencode {Quoted.Shell($"scope={scope}")} \\\n",
    };
}

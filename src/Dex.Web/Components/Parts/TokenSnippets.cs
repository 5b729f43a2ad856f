namespace Dex.Web.Components.Parts;

/// <summary>How a machine asks for its token, in five languages, without a library where the language allows it.</summary>
public static class TokenSnippets
{
    /// <summary>
    /// The samples for one client. <paramref name="secret"/> is written as given: a placeholder such as <c>$SECRET</c> unless the secret is a
    /// published sample. <paramref name="scope"/> may be null.
    /// </summary>
    public static IReadOnlyList<CodeSample> ClientCredentials(string tokenEndpoint, string clientId, string secret = "$SECRET", string? scope = null)
    {
        var curlScope = scope is null ? "" : $"  -d scope='{scope}' \\\n";
        var psScope = scope is null ? "" : $"; scope = '{scope}'";
        var csScope = scope is null ? "" : $", [\"scope\"] = \"{scope}\"";
        var goScope = scope is null ? "" : $", \"scope\": {{\"{scope}\"}}";
        var pyScope = scope is null ? "" : $", \"scope\": \"{scope}\"";
        return
        [
            new("curl", $"curl -u {clientId}:{secret} \\\n  -d grant_type=client_credentials \\\n{curlScope}  {tokenEndpoint}"),
            new("PowerShell",
                $"$pair = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes('{clientId}:{secret}'))\n"
                + $"Invoke-RestMethod {tokenEndpoint} -Method Post `\n"
                + $"  -Headers @{{ Authorization = \"Basic $pair\" }} `\n"
                + $"  -Body @{{ grant_type = 'client_credentials'{psScope} }}"),
            new("C#",
                "using var http = new HttpClient();\n"
                + $"var answer = await http.PostAsync(\"{tokenEndpoint}\", new FormUrlEncodedContent(new Dictionary<string, string>\n"
                + "{\n"
                + $"    [\"grant_type\"] = \"client_credentials\"{csScope},\n"
                + $"    [\"client_id\"] = \"{clientId}\", [\"client_secret\"] = \"{secret}\",\n"
                + "}));\n"
                + "Console.WriteLine(await answer.Content.ReadAsStringAsync());"),
            new("Go",
                $"request, _ := http.NewRequest(\"POST\", \"{tokenEndpoint}\", strings.NewReader(url.Values{{\n"
                + $"  \"grant_type\": {{\"client_credentials\"}}{goScope}}}.Encode()))\n"
                + $"request.SetBasicAuth(\"{clientId}\", \"{secret}\")\n"
                + "request.Header.Set(\"Content-Type\", \"application/x-www-form-urlencoded\")\n"
                + "answer, err := http.DefaultClient.Do(request)"),
            new("Python",
                "import requests\n"
                + $"answer = requests.post(\"{tokenEndpoint}\",\n"
                + $"    auth=(\"{clientId}\", \"{secret}\"),\n"
                + $"    data={{\"grant_type\": \"client_credentials\"{pyScope}}})\n"
                + "print(answer.json())"),
        ];
    }
}

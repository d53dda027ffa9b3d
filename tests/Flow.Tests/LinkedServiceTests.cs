using System.Text;
using Sekisho.Flow.Tests.Support;
using Sekisho.Testing;
using Sekisho.Vault.Tests.Credentials;

namespace Sekisho.Flow.Tests;

/// <summary>A refresh token of another service is used by the confined vault through deliver, and lies in no file.</summary>
public sealed class LinkedServiceTests
{
    private const string RefreshToken = "Germknoedel-is-the-long-lived-token";

    [Fact]
    public async Task A_sealed_refresh_token_is_used_at_the_endpoint_that_the_configuration_names_and_at_no_other()
    {
        using var certificates = new TestCertificates();
        await using var endpoint = new TokenEndpoint(certificates.ForServer("127.0.0.1"));
        await using var other = new TokenEndpoint(certificates.ForServer("127.0.0.1"));
        await using var sekisho = new SekishoProcess();
        var authorities = Path.Combine(sekisho.Folder, "authorities.pem");
        await File.WriteAllTextAsync(authorities, certificates.Root.ExportCertificatePem());
        sekisho.ExtraConfiguration = $"""
            deliver:
              tokenEndpoints: ["https://127.0.0.1:{endpoint.Port}"]
            vault:
              tokenAuthorities: {authorities}
            """;
        await sekisho.StartAsync();
        await sekisho.AddTenantAsync("house", "house.test", null);

        var named = await CheckAsync(sekisho, endpoint);
        var unnamed = await CheckAsync(sekisho, other);

        Assert.Equal((0, "minted"), named);
        Assert.Equal((1, "unreachable"), unnamed);
        Assert.Contains($"refresh_token={RefreshToken}", Assert.Single(endpoint.Requests), StringComparison.Ordinal);
        Assert.Empty(other.Requests);
        Assert.Empty(new PlainTextSearch(RefreshToken, "short-lived").InFolder(sekisho.DataFolder));
        Assert.DoesNotContain(RefreshToken, sekisho.Log, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string? Status)> CheckAsync(SekishoProcess sekisho, TokenEndpoint endpoint)
    {
        var added = await sekisho.RunAsync(["credential", "add", "house", "--kind", "refresh_token", "--service", endpoint.Address, "--user", "client", "--json"], RefreshToken + "\n");
        Assert.True(added.ExitCode == 0, added.StandardError);
        var id = System.Text.Json.JsonDocument.Parse(added.StandardOutput).RootElement.GetProperty("id").GetString()!;
        var checkedNow = await sekisho.RunAsync("credential", "check", id, "--json");
        Assert.DoesNotContain("short-lived", checkedNow.StandardOutput, StringComparison.Ordinal);
        return (checkedNow.ExitCode, System.Text.Json.JsonDocument.Parse(Encoding.UTF8.GetBytes(checkedNow.StandardOutput)).RootElement.GetProperty("status").GetString());
    }
}

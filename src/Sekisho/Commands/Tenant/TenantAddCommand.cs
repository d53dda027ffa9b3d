using System.CommandLine;
using System.Globalization;
using Sekisho.Configuration.Values;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Store.Queue;
using Sekisho.Vault;

namespace Sekisho.Commands.Tenant;

/// <summary>Adds a tenant, or replaces its domains and relay.</summary>
internal sealed class TenantAddCommand : SystemCommand
{
    private const int MaxNameCharacters = 63;

    private readonly Argument<string> _name = new("NAME") { Description = "The tenant's name: 1 to 63 of a-z, 0-9 and hyphen." };

    private readonly Option<string[]> _domains = new("--domain")
    {
        Description = "A domain of the tenant; several may be given.",
        HelpName = "DOMAIN",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _relay = new("--relay") { Description = "The tenant's own mail server; without it the mailboxes are here.", HelpName = "HOST:PORT" };

    private readonly Option<string?> _tls = new("--relay-tls")
    {
        Description = "What is asked of TLS to the relay: none (a server on the same machine), opportunistic (the default), required, or verified (a valid certificate).",
        HelpName = "none|opportunistic|required|verified",
    };

    private readonly Option<string?> _credential = new("--credential")
    {
        Description = "Log in at the relay with this sealed credential of the tenant ('credential list' shows it), over verified TLS only.",
        HelpName = "CREDENTIAL",
    };

    private readonly Option<bool> _password = new("--relay-password") { Description = "With --credential: the password itself may be said to the relay (PLAIN, LOGIN) where it offers nothing better. The vault gives it to deliver then." };

    private readonly Option<bool> _lmtp = new("--lmtp") { Description = "The relay speaks LMTP (RFC 2033)." };

    /// <summary>Makes the command.</summary>
    public TenantAddCommand(Surroundings surroundings)
        : base("add", "Add a tenant, or replace the domains and the relay of one that exists.", surroundings)
    {
        Add(_name);
        Add(_domains);
        Add(_relay);
        Add(_tls);
        Add(_lmtp);
        Add(_credential);
        Add(_password);
        _tls.AcceptOnlyFromAmong("none", "opportunistic", "required", "verified");
        _name.Validators.Add(result =>
        {
            var name = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (name.Length is 0 or > MaxNameCharacters || !name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-'))
                result.AddError($"'{name}' is no tenant name: 1 to {MaxNameCharacters} of a-z, 0-9 and hyphen.");
        });
        _domains.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (ToALabels(token.Value) is null) result.AddError($"'{token.Value}' is no domain name.");
            }
        });
        _relay.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!HostPort.TryParse(result.Tokens[0].Value, out var relay) || relay.Port == 0))
                result.AddError($"'{result.Tokens[0].Value}' is no relay: write {HostPort.Form}.");
        });
        Validators.Add(result =>
        {
            if (result.GetResult(_relay) is null && ((Option[])[_tls, _lmtp, _credential]).Any(option => result.GetResult(option) is { Implicit: false }))
                result.AddError("--relay-tls, --lmtp and --credential say how to reach a relay: give --relay too.");
            if (result.GetResult(_credential) is null && result.GetResult(_password) is { Implicit: false }) result.AddError("--relay-password belongs to --credential.");
            if (result.GetResult(_credential) is not null && result.GetValue(_tls) is { } tls && tls != "verified")
                result.AddError("With --credential TLS to the relay is verified: nobody else shall see the login.");
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => TenantListCommand.TenantFields;

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var credential = parse.GetValue(_credential);
        var tls = Enum.Parse<TlsPolicy>(parse.GetValue(_tls) ?? (credential is null ? nameof(TlsPolicy.Opportunistic) : nameof(TlsPolicy.Verified)), ignoreCase: true);
        var tenant = new Sekisho.Vault.Directory.Tenant
        {
            Name = parse.GetRequiredValue(_name),
            Domains = [.. parse.GetRequiredValue(_domains).Select(domain => ToALabels(domain)!).Distinct()],
            Relay = parse.GetValue(_relay) is { } relay ? new Route(RouteKind.Relay, relay, tls, parse.GetValue(_lmtp), credential) : null,
            RelayPassword = parse.GetValue(_password),
        };
        tenant = await calls.SendAsync(VaultCalls.AddTenant, tenant, default, cancellation);
        if (output.Json) output.WriteJson(tenant, VaultJson.Default.Tenant);
        else output.WriteLine($"Tenant {tenant.Name}: {string.Join(", ", tenant.Domains)}; {TenantListCommand.WayOf(tenant)}");
        return ExitCodes.Done;
    }

    /// <summary>The domain in lower case and A-labels (RFC 5890 §2.3.2.1), or null when it is none.</summary>
    internal static string? ToALabels(string domain)
    {
        try
        {
            var ascii = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(domain.Trim().TrimEnd('.').ToLowerInvariant());
            return HostPort.IsHost(ascii) ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}

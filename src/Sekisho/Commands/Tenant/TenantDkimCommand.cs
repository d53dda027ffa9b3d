using System.CommandLine;
using System.Globalization;
using System.Text;
using Sekisho.Commands.Auth;
using Sekisho.Dns;
using Sekisho.Dns.Records;
using Sekisho.Dns.Servers;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Vault;
using Sekisho.Vault.Signing;

namespace Sekisho.Commands.Tenant;

/// <summary>DKIM keys of a domain.</summary>
internal sealed class TenantDkimCommand : SystemCommand
{
    /// <summary>A string of a TXT record has one byte for its length (RFC 1035 §3.3.14).</summary>
    private const int MaxStringChars = 255;

    private readonly Argument<string> _domain = new("DOMAIN") { Description = "A domain of a tenant." };
    private readonly Option<string?> _selector = new("--selector") { Description = "Make a key under this selector, unless there is one. The first key of its kind signs at once, a later one when it is activated. Without any option the keys are only shown.", HelpName = "NAME" };
    private readonly Option<string?> _algorithm = new("--algorithm") { Description = "The kind of a new key: rsa (2048 bits, the default) or ed25519. With a key of each kind, mail gets a signature of each.", HelpName = "rsa|ed25519" };
    private readonly Option<bool> _rotate = new("--rotate") { Description = "Make a new key of each kind that signs now, under a selector with the date. Publish the records, then activate each." };
    private readonly Option<string?> _activate = new("--activate") { Description = "Sign with this key from now on, and retire the one of its kind that did; refused while its record is not in the DNS.", HelpName = "NAME" };
    private readonly Option<bool> _unchecked = new("--unchecked") { Description = "With --activate: without a look into the DNS." };
    private readonly Option<string?> _retire = new("--retire") { Description = "Do not sign with this key any more. Leave its record in the DNS for a week: mail that it signed is still on its way.", HelpName = "NAME" };
    private readonly Option<string?> _remove = new("--remove") { Description = "Destroy this key.", HelpName = "NAME" };
    private readonly Option<string?> _dns = new("--dns") { Description = "With --activate: the name server to ask; without it those of the configuration, or else the system's.", HelpName = "HOST:PORT" };

    /// <summary>Makes the command.</summary>
    public TenantDkimCommand(Surroundings surroundings)
        : base("dkim", "Make and rotate DKIM keys, and print the records that belong into the DNS. The private keys never leave the vault.", surroundings)
    {
        Add(_domain);
        foreach (var option in (Option[])[_selector, _algorithm, _rotate, _activate, _unchecked, _retire, _remove, _dns]) Add(option);
        _algorithm.AcceptOnlyFromAmong("rsa", "ed25519");
        Validators.Add(result =>
        {
            var changes = (Option[])[_selector, _rotate, _activate, _retire, _remove];
            if (changes.Count(change => result.GetResult(change) is { Implicit: false }) > 1) result.AddError("Give one of --selector, --rotate, --activate, --retire and --remove.");
            if (result.GetValue(_dns) is { } dns && !DnsServerAddress.TryParse(dns, out _)) result.AddError($"'{dns}' is no name server: write ADDRESS:PORT.");
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("name", "the name in the DNS"), new("value", "the value of its TXT record"), new("selector", "the selector"), new("algorithm", "rsa or ed25519"),
        new("state", "active (signs), waiting (its record may not be in the DNS yet) or retired (signs no more)"),
    ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var domain = parse.GetRequiredValue(_domain);
        if (parse.GetValue(_activate) is { } selector && !parse.GetValue(_unchecked) && await ProblemInDnsAsync(parse, calls, domain, selector, cancellation) is { } problem)
            return output.Fail(problem, "Publish the record as it is printed here and wait until its name servers have it; or activate it with --unchecked.");
        foreach (var record in await ChangeAsync(parse, calls, domain, cancellation))
        {
            if (output.Json) output.WriteJson(record, VaultJson.Default.DkimRecord);
            else output.WriteLine($"{record.Name}. IN TXT {Strings(record.Value)} ; {record.State.ToString().ToLowerInvariant()}");
        }

        return ExitCodes.Done;
    }

    /// <summary>A value as it stands in a zone file: strings of at most 255 characters, which belong together (RFC 6376 §3.6.2.2).</summary>
    internal static string Strings(string value)
    {
        var strings = new List<string>();
        for (var at = 0; at < value.Length; at += MaxStringChars) strings.Add($"\"{value.AsSpan(at, Math.Min(MaxStringChars, value.Length - at))}\"");
        return strings.Count == 1 ? strings[0] : $"( {string.Join(' ', strings)} )";
    }

    private async Task<IReadOnlyList<DkimRecord>> ChangeAsync(ParseResult parse, ICallClient calls, string domain, CancellationToken cancellation)
    {
        if (parse.GetValue(_rotate)) return await RotateAsync(calls, domain, cancellation);
        if (parse.GetValue(_activate) is { } activate) return await SendAsync(calls, new DkimKeyRequest(domain, activate, Change: DkimKeyChange.Activate), cancellation);
        if (parse.GetValue(_retire) is { } retire) return await SendAsync(calls, new DkimKeyRequest(domain, retire, Change: DkimKeyChange.Retire), cancellation);
        if (parse.GetValue(_remove) is { } remove) return await SendAsync(calls, new DkimKeyRequest(domain, remove, Change: DkimKeyChange.Remove), cancellation);
        return await SendAsync(calls, new DkimKeyRequest(domain, parse.GetValue(_selector), parse.GetValue(_algorithm) ?? "rsa"), cancellation);
    }

    private async Task<IReadOnlyList<DkimRecord>> RotateAsync(ICallClient calls, string domain, CancellationToken cancellation)
    {
        var records = await SendAsync(calls, new DkimKeyRequest(domain, null), cancellation);
        var kinds = records.Where(record => record.State == DkimKeyState.Active).Select(record => record.Algorithm).Distinct().ToList();
        var date = Surroundings.Clock.GetUtcNow().ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        foreach (var kind in kinds.Count > 0 ? kinds : ["rsa"])
        {
            var selector = new StringBuilder("s").Append(date).Append(kind == "rsa" ? "r" : "e").ToString();
            records = await SendAsync(calls, new DkimKeyRequest(domain, selector, kind), cancellation);
        }

        return records;
    }

    private async Task<string?> ProblemInDnsAsync(ParseResult parse, ICallClient calls, string domain, string selector, CancellationToken cancellation)
    {
        var records = await SendAsync(calls, new DkimKeyRequest(domain, null), cancellation);
        if (records.FirstOrDefault(record => record.Selector == selector) is not { } record) return $"{domain} has no key under the selector '{selector}'.";
        var loaded = GlobalOptions.Load(parse, Surroundings.CurrentFolder);
        if (loaded.Config is null) return "The configuration, which names the name servers, has errors.";
        using var resolver = await AuthWord.ResolverAsync(loaded, parse.GetValue(_dns), Surroundings.Clock, cancellation);
        var answer = await ((IDnsResolver)resolver).ResolveAsync(record.Name, DnsRecordType.Txt, cancellation);
        if (answer.Status != DnsStatus.Success) return $"{record.Name} is not in the DNS ({answer.Status}).";
        return answer.Records.OfType<TxtRecord>().Any(txt => Same(txt.Text, record.Value)) ? null : $"{record.Name} is in the DNS with another value.";
    }

    private static bool Same(string one, string other) =>
        string.Concat(one.Where(c => !char.IsWhiteSpace(c))).TrimEnd(';') == string.Concat(other.Where(c => !char.IsWhiteSpace(c)));

    private static async Task<IReadOnlyList<DkimRecord>> SendAsync(ICallClient calls, DkimKeyRequest request, CancellationToken cancellation) =>
        (await calls.SendAsync(VaultCalls.DkimKey, request, default, cancellation)).Records;
}

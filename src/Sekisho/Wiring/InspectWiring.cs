using Sekisho.Configuration;
using Sekisho.Configuration.Sections;
using Sekisho.Configuration.Values;
using Sekisho.Inspect;
using Sekisho.Inspect.Disarm;
using Sekisho.Inspect.Judging;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Wiring;

/// <summary>The configuration of the inspect role.</summary>
internal static class InspectWiring
{
    /// <summary>What a worker is told.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="rules">The operator's rule files.</param>
    public static InspectOptions OptionsOf(SekishoConfig config, IReadOnlyList<RuleText>? rules = null) => new()
    {
        Rules = rules ?? [],
        TagScore = config.Inspect.TagScore,
        QuarantineScore = config.Inspect.QuarantineScore,
        TimeoutSeconds = config.Inspect.TimeoutSeconds,
        ClamdAddress = AddressOf(config.Clamd.Address),
        ClamdTimeoutSeconds = config.Clamd.TimeoutSeconds,
        ClamdMaxBytes = config.Clamd.MaxBytes,
        WhenAttachmentBlocked = config.Inspect.WhenAttachmentBlocked == KeepOrRefuse.Reject ? Disposition.Reject : Disposition.Quarantine,
        WhenAttachmentLocked = config.Inspect.WhenAttachmentLocked switch
        {
            WhenUnseen.Accept => Disposition.Accept,
            WhenUnseen.Quarantine => Disposition.Quarantine,
            WhenUnseen.Reject => Disposition.Reject,
            _ => Disposition.Tag,
        },
        WhenActiveContent = config.Inspect.WhenActiveContent switch
        {
            WhenActive.Tag => Disposition.Tag,
            WhenActive.Disarm => Disposition.Disarm,
            WhenActive.Quarantine => Disposition.Quarantine,
            WhenActive.Reject => Disposition.Reject,
            _ => Disposition.Accept,
        },
        Disarm = DisarmOf(config.Inspect.Disarm),
        DisarmDomains = config.Inspect.Disarm.Domains,
        BlockedExtensions = [.. config.Inspect.BlockedExtensions.Select(extension => extension.Text)],
        AllowedExtensions = [.. config.Inspect.AllowedExtensions.Select(extension => extension.Text)],
        HostName = MxWiring.HostNameOf(config),
        AuthenticateSenders = config.Authentication.Enabled,
        AuthenticationSeconds = config.Authentication.TimeoutSeconds,
        WhenDmarcRejects = config.Authentication.WhenDmarcRejects == KeepOrRefuse.Reject ? Disposition.Reject : Disposition.Quarantine,
        DmarcOverrides = config.Authentication.DmarcOverrides.GroupBy(one => one.Domain).ToDictionary(group => group.Key, group => group.Last().Policy),
        ObserveSenders = config.Reports.From is not null,
        ReportAddresses = [.. config.Reports.Addresses.Select(address => address.Text)],
        AddressLists = config.Reputation.AddressLists,
        DomainLists = config.Reputation.DomainLists,
        ReputationSeconds = config.Reputation.TimeoutSeconds,
        DnsServers = [.. config.Dns.Servers.Select(server => server.ToString())],
        Limits = new InspectLimits { MaxWorkerMemoryBytes = config.Inspect.MemoryBytes },
    };

    /// <summary>How many workers.</summary>
    public static int WorkersOf(SekishoConfig config) => config.Inspect.Workers ?? Math.Clamp(Environment.ProcessorCount, 1, 64);

    /// <summary>What is taken out of messages that are disarmed.</summary>
    public static DisarmOptions DisarmOf(DisarmSection section) => new()
    {
        PagesToText = section.PagesToText,
        RemoveRemotePictures = section.RemoveRemotePictures,
        ReplaceAllAttachments = section.ReplaceAllAttachments,
        ReplaceLocked = section.ReplaceLocked,
    };

    private static string? AddressOf(ScannerAddress? address) => address switch
    {
        null => null,
        { UnixPath: { } path } => "unix:" + path,
        _ => "tcp:" + address.Tcp,
    };
}

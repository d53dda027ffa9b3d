using Sekisho.Configuration;
using Sekisho.Wiring;

namespace Sekisho.Starting;

/// <summary>Makes ready what a start needs: data folder, certificate, free doors.</summary>
internal static class Preparation
{
    /// <summary>Prepares; the first kind of problem found ends it.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="configFolder">Where its relative paths start.</param>
    /// <param name="dataFolder">The data folder's full path.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="note">Is told what was done.</param>
    /// <returns>The system, or what is wrong, each with what to do.</returns>
    public static (PreparedSystem? System, IReadOnlyList<string> Problems) Run(
        SekishoConfig config, string configFolder, string dataFolder, TimeProvider clock, Action<string> note)
    {
        if (DataFolder.Prepare(dataFolder) is { } unusable) return (null, [unusable]);
        string certificate, key;
        if (config.Tls is { Certificate: { } givenCertificate, Key: { } givenKey })
        {
            (certificate, key) = (givenCertificate.From(configFolder), givenKey.From(configFolder));
        }
        else
        {
            var hostName = MxWiring.HostNameOf(config);
            (certificate, key, var made) = SelfSigned.Ensure(dataFolder, hostName, clock);
            if (made) note($"A self-signed certificate for {hostName} was made: {certificate}. Set tls.certificate and tls.key for a real one.");
        }

        if (SelfSigned.Check(certificate, key) is { } bad)
            return (null, [$"{bad} Correct tls.certificate and tls.key, or remove both (and the folder {Path.Combine(dataFolder, SelfSigned.FolderName)}) for a self-signed one."]);
        var taken = Doors.Problems(config);
        if (taken.Count > 0) return (null, taken);
        var unconfinable = ReachWiring.Problems(config);
        if (unconfinable.Count > 0) return (null, unconfinable);
        OwnRules? rules = null;
        if (config.Inspect.Rules.Count > 0)
        {
            (rules, var unreadable) = OwnRules.Open([.. config.Inspect.Rules.Select(path => path.From(configFolder))], clock);
            if (rules is null) return (null, [$"{unreadable} Correct inspect.rules, or remove it: the rules of the product need no folder."]);
        }

        if (config.Inspect.ExemptNetworks.Count > 0) note($"Mail from {string.Join(", ", config.Inspect.ExemptNetworks)} is NOT inspected (inspect.exemptNetworks).");
        if (config.Web.Listen.Count > 0) note("web.listen is reserved: nothing listens there yet.");
        return (new PreparedSystem(config, configFolder, dataFolder, certificate, key) { Rules = rules }, []);
    }
}

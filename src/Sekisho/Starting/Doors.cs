using System.Net.Sockets;
using Sekisho.Configuration;
using Sekisho.Configuration.Values;

namespace Sekisho.Starting;

/// <summary>The doors of the configuration, tried before anything is started.</summary>
internal static class Doors
{
    /// <summary>What is wrong with the doors: every problem with its setting and what to do; empty when all can be opened.</summary>
    public static IReadOnlyList<string> Problems(SekishoConfig config) =>
        [.. All(config).Select(door => (door, error: PortProbe.Try(door.Address.At))).Where(tried => tried.error is not null)
            .Select(tried => PortProbe.Describe(tried.door.Setting, tried.door.Address.At, tried.error!.Value))];

    /// <summary>The same configuration with a free port wherever the configured one is taken.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="tell">Is told of every change.</param>
    public static SekishoConfig WithFreePorts(SekishoConfig config, Action<string> tell)
    {
        return config with
        {
            Mx = config.Mx with { Listen = [.. config.Mx.Listen.Select(address => Free("mx.listen", address))] },
            Submission = config.Submission with { Listen = [.. config.Submission.Listen.Select(address => Free("submission.listen", address))] },
        };

        ListenAddress Free(string setting, ListenAddress address)
        {
            if (PortProbe.Try(address.At) is not (SocketError.AddressAlreadyInUse or SocketError.AccessDenied)) return address;
            tell($"{address.At} of {setting} is taken: a free port is used instead.");
            return address with { At = address.At with { Port = 0 } };
        }
    }

    private static IEnumerable<(string Setting, ListenAddress Address)> All(SekishoConfig config) =>
        config.Mx.Listen.Select(address => ("mx.listen", address)).Concat(config.Submission.Listen.Select(address => ("submission.listen", address)));
}

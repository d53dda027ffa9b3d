namespace Sekisho.Roles.Reach;

/// <summary>What every .NET process reads of the system: libraries, certificates, names, time zones, the machine's size. Nothing in it is secret.</summary>
internal static class SystemPaths
{
    /// <summary>Folders and files that may be read; those that do not exist here are of other distributions.</summary>
    public static IReadOnlyList<string> Readable { get; } =
    [
        "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache",
        // Certificates of authorities, never /etc/ssl as a whole: private keys lie in it.
        "/etc/ssl/certs", "/etc/ssl/cert.pem", "/etc/ssl/openssl.cnf", "/usr/lib/ssl", "/etc/pki/tls/certs", "/etc/pki/tls/openssl.cnf", "/etc/pki/ca-trust/extracted",
        "/etc/crypto-policies", "/etc/ca-certificates/extracted", "/usr/share/ca-certificates", "/usr/local/share/ca-certificates",
        .. ((string[])["SSL_CERT_FILE", "SSL_CERT_DIR"]).Select(Environment.GetEnvironmentVariable).OfType<string>().SelectMany(value => value.Split(':')).Where(Path.IsPathFullyQualified),
        "/etc/resolv.conf", "/etc/hosts", "/etc/host.conf", "/etc/nsswitch.conf", "/etc/gai.conf", "/etc/services",
        "/usr/share/zoneinfo", "/etc/localtime", "/etc/timezone",
        "/sys/fs/cgroup", "/sys/devices/system/cpu", "/sys/devices/system/node", "/sys/kernel/mm/transparent_hugepage",
        "/proc/meminfo", "/proc/stat", "/proc/cpuinfo", "/proc/loadavg", "/proc/filesystems", "/proc/sys/vm", "/proc/sys/net/core", "/proc/sys/net/ipv4", "/proc/sys/net/ipv6",
        "/dev/urandom", "/dev/random", "/dev/zero",
    ];

    /// <summary>Devices that may be read and written.</summary>
    public static IReadOnlyList<string> Devices { get; } = ["/dev/null"];
}

using Sekisho.Testing;

namespace Sekisho.Edge.Tests;

/// <summary>A test that needs swaks with TLS, which Debian's package has only with libnet-ssleay-perl: skipped, and listed, where one of both is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SwaksFactAttribute : FactAttribute
{
    /// <summary>Where Debian's perl looks for modules that are built for one platform: /usr/lib/PLATFORM/perl5/VERSION.</summary>
    private const string Modules = "/usr/lib";

    public SwaksFactAttribute()
    {
        if (ProgramFactAttribute.Find("swaks") is null) Skip = "SKIPPED: the program 'swaks' is not installed here.";
        else if (!HasTls()) Skip = "SKIPPED: the Debian package libnet-ssleay-perl, with which swaks speaks TLS, is not installed here.";
    }

    private static bool HasTls() => Directory.EnumerateDirectories(Modules)
        .Select(platform => Path.Combine(platform, "perl5")).Where(Directory.Exists)
        .SelectMany(Directory.EnumerateDirectories).Any(version => File.Exists(Path.Combine(version, "Net", "SSLeay.pm")));
}

using Xunit;

namespace Sekisho.Testing;

/// <summary>A test that needs Debian's python3-dkim: skipped, and listed as skipped, where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonDkimFactAttribute : FactAttribute
{
    public const string Python = "/usr/bin/python3";

    private const string Modules = "/usr/lib/python3/dist-packages/";

    /// <param name="also">Another module that it needs for this test.</param>
    public PythonDkimFactAttribute(string? also = null)
    {
        foreach (var module in new[] { "dkim", also })
        {
            if (module is not null && !(File.Exists(Python) && Directory.Exists(Modules + module) | File.Exists(Modules + module + ".py")))
                Skip = $"SKIPPED: the Debian package python3-{module} is not installed here.";
        }
    }
}

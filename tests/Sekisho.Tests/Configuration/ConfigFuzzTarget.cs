using System.Text;
using Sekisho.Configuration;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Tests.Configuration;

/// <summary>The configuration reader under mutated files: it never throws, and gives a configuration or errors.</summary>
public sealed class ConfigFuzzTarget : IFuzzTarget
{
    public string Name => "config";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        Encoding.UTF8.GetBytes(ConfigExample.Write()),
        "mx:\n  listen: [\"127.0.0.1:25\", '[::1]:25']\nlimits: {recipients: 100}\n"u8.ToArray(),
        "a: &a [*a, !!str x]\n? b\n: |\n  text\n---\n%YAML 1.2\n"u8.ToArray(),
    ];

    public void Run(byte[] input)
    {
        var load = ConfigFile.Read("fuzz.yaml", input);
        if (load.Config is null == (load.Errors.Count == 0)) throw new InvalidOperationException("Neither or both of configuration and errors.");
    }
}

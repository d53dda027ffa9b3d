using Sekisho.Fuzz.Targets;
using Sekisho.Testing;

namespace Sekisho.Sigma.Tests.Corpus;

/// <summary>The quick way over YAML reads what the library reads.</summary>
public sealed class YamlTests
{
    [CorpusFact("detect/sigma-2026-01")]
    public void The_quick_way_reads_nearly_all_rule_files_and_reads_them_as_the_library_does()
    {
        var target = new SigmaYamlTarget();
        var files = 0;
        foreach (var path in PublicRuleSet.Paths.SelectMany(folder => Directory.EnumerateFiles(folder, "*.yml", SearchOption.AllDirectories)))
        {
            target.Run(File.ReadAllBytes(path));
            files++;
        }

        Assert.Equal((3667, 3660), (files, target.Read));
    }
}

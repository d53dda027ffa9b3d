using Xunit;

namespace Sekisho.Testing;

/// <summary>A test over the corpora: skipped, and listed as skipped with the reason, where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CorpusFactAttribute : FactAttribute
{
    public CorpusFactAttribute(string subject)
    {
        Subject = subject;
        if (!Corpora.Has(subject))
            Skip = $"SKIPPED: corpora/{subject} is not here. Set SEKISHO_CORPORA to the folder of the corpora to run this test.";
    }

    public string Subject { get; }
}

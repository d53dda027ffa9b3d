using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Decision;

/// <summary>One row of the decision: when a fact is there, this becomes of the message.</summary>
/// <param name="Fact">A list or text, whose values become the evidence; or a truth value, which must be true.</param>
/// <param name="Code">The reason given.</param>
/// <param name="Points">What it adds to the score. 10 and more is what quarantines.</param>
/// <param name="Becomes">What becomes of the message, by the operator's options.</param>
internal sealed record DecisionRule(Fact Fact, ReasonCode Code, double Points, Func<InspectOptions, Disposition> Becomes);

using Leap.Members;

namespace Leap.Access;

/// <summary>What became of a password or a code that was typed.</summary>
/// <param name="Person">Who it proves; null when it proves nobody, whyever.</param>
/// <param name="WaitMinutes">How long to wait before the next try; 0: not at all.</param>
public sealed record SignInVerdict(Person? Person, int WaitMinutes);

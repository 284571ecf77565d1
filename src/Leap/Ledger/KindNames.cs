namespace Leap.Ledger;

/// <summary>The names under which kinds are stored, without making a string of each anew.</summary>
internal static class KindNames
{
    private static readonly string[] Entries = Enum.GetNames<EntryKind>();
    private static readonly string[] Accounts = Enum.GetNames<AccountKind>();

    public static string Of(EntryKind kind) => Entries[(int)kind];

    public static string Of(AccountKind kind) => Accounts[(int)kind];
}

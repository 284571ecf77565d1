namespace Leap.Ledger;

/// <summary>Names an account by whose it is. Ids are computed, not looked up: the owner's id and the kind in the low four bits.</summary>
public readonly record struct AccountRef(AccountKind Kind, long OwnerId)
{
    public static AccountRef Issued { get; } = new(AccountKind.Issued, 0);

    public static AccountRef Redeemed { get; } = new(AccountKind.Redeemed, 0);

    public static AccountRef Expired { get; } = new(AccountKind.Expired, 0);

    public static AccountRef WrittenOff { get; } = new(AccountKind.WrittenOff, 0);

    public long Id => (OwnerId << 4) | (long)Kind;

    public bool HasStoredBalance => !IsProgrammes;

    /// <summary>Whether it is one of the programme's own, of which there is one each.</summary>
    public bool IsProgrammes =>
        Kind is AccountKind.Issued or AccountKind.Redeemed or AccountKind.Expired or AccountKind.WrittenOff;

    /// <summary>Whether there can be such an account: the programme owns one of each of its kinds, others the rest.</summary>
    public bool IsKnown => Enum.IsDefined(Kind) && (IsProgrammes ? OwnerId == 0 : OwnerId > 0);

    /// <summary>Whether the account may never fall below zero.</summary>
    public bool HasFloor => Kind is AccountKind.Available or AccountKind.Pending or AccountKind.Budget or AccountKind.Held;

    /// <summary>Whether the account may never rise above zero: nobody repays more than is owed.</summary>
    public bool HasCeiling => Kind == AccountKind.Debt;

    public static AccountRef Available(long personId) => new(AccountKind.Available, personId);

    public static AccountRef Pending(long personId) => new(AccountKind.Pending, personId);

    public static AccountRef Debt(long personId) => new(AccountKind.Debt, personId);

    public static AccountRef Held(long personId) => new(AccountKind.Held, personId);

    public static AccountRef Budget(long promotionId) => new(AccountKind.Budget, promotionId);

    public static AccountRef FromId(long id) => new((AccountKind)(id & 15), id >> 4);

    public override string ToString() => OwnerId == 0 ? Kind.ToString() : $"{Kind}/{OwnerId}";
}

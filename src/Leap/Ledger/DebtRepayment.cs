namespace Leap.Ledger;

/// <summary>
/// A share of new points repays what the person owes, by an entry of its own out of the lot that just arrived (L9); at least a point, and
/// never more than is owed. PostgreSQL's `repay_debt` holds the same formula.
/// </summary>
internal static class DebtRepayment
{
    /// <param name="debt">What is owed, above zero.</param>
    public static NewEntry Of(NewEntry arrival, Leg arrived, long arrivalId, long debt, Booking booking)
    {
        var person = arrived.Account.OwnerId;
        var points = Math.Min(debt, Math.Max(1, arrived.Points * booking.RepaymentPercent / 100));
        return new NewEntry(
            $"{arrival.Key}/repaid/{person}",
            EntryKind.Repaid,
            booking.Today,
            "",
            [new Leg(AccountRef.Available(person), -points), new Leg(AccountRef.Debt(person), points)])
        {
            CorrectsId = arrivalId,
            PreferredLotEntryId = arrivalId,
        };
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;

namespace Leap.Web.Tests.Localization;

/// <summary>Answers with what is wrong with the form, by field.</summary>
public sealed class OrderController : Controller
{
    [HttpPost("/order")]
    public IActionResult Post([FromForm] Form form) =>
        Ok(ModelState.Where(f => f.Value!.Errors.Count > 0)
            .ToDictionary(f => f.Key, f => f.Value!.Errors[0].ErrorMessage, StringComparer.Ordinal));

    public sealed class Form
    {
        [Range(1, 10_000)]
        public int Quantity { get; init; }

        [Required(ErrorMessage = "error.required")]
        public string? Customer { get; init; }

        public required string Country { get; init; }

        [StringLength(3)]
        public string? Note { get; init; }

        [StringLength(8, MinimumLength = 2)]
        public string? Code { get; init; }

        [EmailAddress]
        public string? Address { get; init; }

        public DateOnly? InvoicedOn { get; init; }

        public decimal? Rate { get; init; }
    }
}

import ApusModel
import FoundationEssentials

// Models of which each tenant has rows: what another tenant must not see says "secret".

@Model struct Bill: Equatable {
    @ID var id: Int
    @Tenant var owner: String
    @Unique var number: String
    var note: String
    @Version var version: Int = 1
    @Timestamp(.deleted) var deletedAt: Date?

    init(id: Int, owner: String = "a", number: String? = nil, note: String = "own", deletedAt: Date? = nil) {
        (self.id, self.owner, self.note, self.deletedAt) = (id, owner, note, deletedAt)
        self.number = number ?? "\(owner.uppercased())-\(id)"
    }
}

@Model struct Category: Equatable {
    @ID var id: Int
    @Tenant var owner: String
    var note: String

    static let bills = many(Bill.self) { $0.id }
    static let linkedBills = many(Bill.self, through: BillCategory.self, from: { $0.category }, to: { $0.bill })
    static let plainBills = many(Bill.self, through: PlainBillCategory.self, from: { $0.category }, to: { $0.bill })
}

@Model struct BillCategory: Equatable {
    @ID(.generated) var id: Int
    var bill: Int
    var category: Int
    @Tenant var owner: String
}

@Model struct PlainBillCategory: Equatable {
    @ID(.generated) var id: Int = 0
    var bill: Int
    var category: Int
}

import ApusModel
import Testing

@Suite("Pages")
struct PageTests {
    @Test("a request says where its page begins")
    func offset() throws {
        #expect(PageRequest.first.page == 1)
        #expect(PageRequest.first.limit == 20)
        #expect(PageRequest.first.offset == 0)
        #expect(try #require(PageRequest(page: 3, limit: 7)).offset == 14)
        #expect(try #require(PageRequest(page: .max, limit: 1)).offset == Int.max - 1)
    }

    @Test(
        "a request out of range is refused",
        arguments: [(0, 20), (-1, 20), (.min, 20), (1, 0), (1, -1), (1, 101), (.max, 100), (Int.max / 2, 3)]
    )
    func range(page: Int, limit: Int) {
        #expect(PageRequest(page: page, limit: limit) == nil)
    }

    @Test("a page knows how many there are")
    func count() throws {
        let request = try #require(PageRequest(page: 1, limit: 10))
        #expect([0, 1, 10, 11, 20].map { Page<Int>([], total: $0, of: request).pageCount } == [0, 1, 1, 2, 2])
        #expect(Page([1, 2], total: 2, of: request).map { "\($0)" }.items == ["1", "2"])
    }
}

// Package inventory keeps count of what is in stock.
package inventory

import (
	"errors"
	"fmt"
	"sync"
)

// ErrNotFound says that the store holds no such thing.
var ErrNotFound = errors.New("not found")

// Item is something on a shelf.
type Item struct {
	SKU   string
	Name  string
	Count int
}

// Crate is a box of items.
type Crate struct {
	Code     string
	Capacity int
}

// Store is a warehouse, safe for use by several goroutines.
type Store struct {
	mutex  sync.Mutex
	items  map[string]Item
	crates map[string]Crate
}

// AddItem puts an item into the store.
func (s *Store) AddItem(item Item) error {
	if item.SKU == "" {
		return errors.New("an item needs a SKU")
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.items[item.SKU] = item
	return nil
}

// FindItem looks an item up.
func (s *Store) FindItem(sku string) (Item, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	item, ok := s.items[sku]
	if !ok {
		return Item{}, fmt.Errorf("item %s: %w", sku, ErrNotFound)
	}
	return item, nil
}

// RemoveItem takes an item out of the store.
func (s *Store) RemoveItem(sku string) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if _, ok := s.items[sku]; !ok {
		return fmt.Errorf("item %s: %w", sku, ErrNotFound)
	}
	delete(s.items, sku)
	return nil
}

// Try it: type  func (s *Store) FindCrate(code string)

// Try it: type  func (s *Store) RemoveCrate(code string) error {
